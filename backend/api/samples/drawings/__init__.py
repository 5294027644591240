"""One flat drawing for each kind of sample product: a function that paints it on a canvas."""
