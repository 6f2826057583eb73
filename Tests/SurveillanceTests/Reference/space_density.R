# Points, windows, bandwidths and densities at the points themselves, from spatstat.
# Run from the project's root: Rscript Tests/SurveillanceTests/Reference/space_density.R Tests/SurveillanceTests/Fixtures/space
# then: python3 Tests/SurveillanceTests/Reference/space_density.py Tests/SurveillanceTests/Fixtures/space
# R 4.2.2, spatstat 3.0-3 (explore 3.0-6, geom 3.0-6), jsonlite 1.8.4 (Debian 12)
suppressMessages({library(spatstat); library(jsonlite)})
out <- commandArgs(TRUE)[1]
describe <- function(X, sigma) {
  X <- unmark(X)
  W <- Window(X)
  rings <- if (W$type == "rectangle") list(list(c(W$xrange[1], W$yrange[1]), c(W$xrange[2], W$yrange[1]),
      c(W$xrange[2], W$yrange[2]), c(W$xrange[1], W$yrange[2])))
    else lapply(W$bdry, function(b) cbind(b$x, b$y))
  d <- bw.diggle(X, correction = "isotropic")
  p <- bw.ppl(X)
  c <- bw.CvL(X)
  pixel <- density(X, sigma = sigma, edge = FALSE, dimyx = 64)
  list(points = cbind(X$x, X$y), rings = rings, rectangle = W$type == "rectangle", sigma = sigma,
    scott = as.numeric(bw.scott(X)), scott_isotropic = as.numeric(bw.scott(X, isotropic = TRUE)),
    diggle = as.numeric(d), ppl = as.numeric(p), cvl = as.numeric(c),
    ppl_candidates = attr(p, "h"), ppl_scores = attr(p, "cv"), cvl_scores = attr(c, "cv"),
    diggle_candidates = attr(d, "h"), diggle_scores = attr(d, "cv"),
    at_plain = as.numeric(density(X, sigma = sigma, at = "points", edge = FALSE, leaveoneout = FALSE)),
    at_left_out = as.numeric(density(X, sigma = sigma, at = "points", edge = FALSE, leaveoneout = TRUE)),
    at_uniform = as.numeric(density(X, sigma = sigma, at = "points", edge = TRUE, leaveoneout = FALSE)),
    at_diggle = as.numeric(density(X, sigma = sigma, at = "points", edge = TRUE, diggle = TRUE, leaveoneout = FALSE)),
    pixels = t(as.matrix(pixel)))
}
write(toJSON(list(redwood = describe(redwood, 0.05), chorley = describe(chorley, 1.2),
  humberside = describe(humberside, 4)), digits = 15, auto_unbox = TRUE, na = "null"),
  file.path(out, "spatstat.json"))
