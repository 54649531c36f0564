// @ts-check
import { baseMap, legendControl } from "../../theme/client/map.js";

const element = document.querySelector("[data-map]");
if (element instanceof HTMLElement) {
  const map = baseMap(element);
  map.addControl(legendControl([{ colour: "#00224e", label: "10 %" }]), "top-left");
}
