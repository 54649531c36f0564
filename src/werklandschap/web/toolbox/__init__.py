"""The toolbox: eight steps in any order, the pages of editors, and the board of a park."""
