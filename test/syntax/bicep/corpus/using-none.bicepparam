// A parameter file for no template.
using none
param a = 1
