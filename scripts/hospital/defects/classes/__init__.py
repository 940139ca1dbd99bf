"""One module per class of defects; each holds a `DEFECT` of the module's name."""
