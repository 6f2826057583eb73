# Expected values for the local and global statistics of areas.
# Run from the project's root: Rscript Tests/SurveillanceTests/Reference/space_local.R Tests/SurveillanceTests/Fixtures/space
# R 4.2.2, spdep 1.2-7, spData 2.2.1, sf 1.0-9, jsonlite 1.8.4 (Debian 12)
suppressMessages({library(spdep); library(sf); library(jsonlite)})
out <- commandArgs(TRUE)[1]
options(digits = 17)
put <- function(x, name) write(toJSON(x, digits = NA, auto_unbox = TRUE, na = "null"), file.path(out, name))
zero <- function(nb) lapply(nb, function(v) if (length(v) == 1 && v == 0L) integer(0) else I(as.integer(v) - 1L))
finite <- function(v) { v <- as.numeric(v); v[!is.finite(v)] <- NA; v }

statistics <- function(x, nb, weights = NULL) {
  result <- list(values = x, neighbours = unname(zero(nb)))
  for (style in c("B", "W")) {
    lw <- nb2listw(nb, style = style, zero.policy = TRUE)
    star <- nb2listw(include.self(nb), style = style, zero.policy = TRUE)
    cond <- localmoran(x, lw, zero.policy = TRUE)
    total <- localmoran(x, lw, conditional = FALSE, zero.policy = TRUE)
    g <- localG(x, lw, zero.policy = TRUE, return_internals = TRUE)
    gs <- localG(x, star, zero.policy = TRUE, return_internals = TRUE)
    m <- moran.test(x, lw, randomisation = TRUE, zero.policy = TRUE, alternative = "two.sided", adjust.n = FALSE)
    mn <- moran.test(x, lw, randomisation = FALSE, zero.policy = TRUE, alternative = "two.sided", adjust.n = FALSE)
    result[[style]] <- list(
      gi = finite(g), gi_g = finite(attr(g, "internals")[, 1]),
      giStar = finite(gs), giStar_g = finite(attr(gs, "internals")[, 1]),
      i = finite(cond[, 1]), conditional_mean = finite(cond[, 2]), conditional_variance = finite(cond[, 3]),
      conditional_z = finite(cond[, 4]), conditional_p = finite(cond[, 5]),
      total_mean = finite(total[, 2]), total_variance = finite(total[, 3]), total_z = finite(total[, 4]),
      quadrant = as.character(attr(cond, "quadr")$pysal),
      moran = unname(m$estimate[1]), moran_variance = unname(m$estimate[3]), moran_z = unname(m$statistic),
      moran_p = m$p.value, normal_variance = unname(mn$estimate[3]), normal_z = unname(mn$statistic))
  }
  result
}

columbus <- st_read(system.file("shapes/columbus.shp", package = "spData"), quiet = TRUE)
queen <- poly2nb(columbus)
rook <- poly2nb(columbus, queen = FALSE)
near <- knn2nb(knearneigh(st_coordinates(st_centroid(st_geometry(columbus))), k = 5))
island <- queen
island[[7]] <- 0L
for (i in seq_along(island)) if (i != 7) { v <- setdiff(island[[i]], 7L); island[[i]] <- if (length(v)) as.integer(v) else 0L }
rings <- lapply(st_geometry(columbus), function(g) lapply(unlist(lapply(if (inherits(g, "POLYGON")) list(unclass(g)) else unclass(g), identity), recursive = FALSE), function(r) unname(r[, 1:2])))
centres <- st_coordinates(st_centroid(st_geometry(columbus)))
put(list(queen = statistics(columbus$CRIME, queen), nearest = statistics(columbus$HOVAL, near),
         island = statistics(columbus$CRIME, island)), "columbus.json")
put(list(rings = rings, queen = zero(queen), rook = zero(rook), centres = unname(centres), nearest5 = zero(near),
         band = zero(dnearneigh(centres, 0, 0.7))), "columbus-shapes.json")

nc <- st_read(system.file("shapes/sids.shp", package = "spData"), quiet = TRUE)
nb <- poly2nb(nc)
eb <- EBlocal(nc$SID74, nc$BIR74, nb)
set.seed(1)
index <- suppressMessages(EBImoran.mc(nc$SID74, nc$BIR74, nb2listw(nb, style = "B"), nsim = 999))
row <- suppressMessages(EBImoran.mc(nc$SID74, nc$BIR74, nb2listw(nb, style = "W"), nsim = 999))
put(list(events = nc$SID74, population = nc$BIR74, neighbours = zero(nb), raw = eb$raw, local = eb$est,
         deviates = index$z, index_binary = unname(index$statistic), index_row = unname(row$statistic),
         p_binary = index$p.value), "sids.json")

# Weights of their own: inverse distance to the five nearest.
coordinates <- centres
distances <- nbdists(near, coordinates)
inverse <- lapply(distances, function(d) 1 / d)
lw <- nb2listw(near, glist = inverse, style = "B")
lww <- nb2listw(near, glist = inverse, style = "W")
self <- function(style) {
  nb <- include.self(near)
  g <- lapply(seq_along(nb), function(i) { v <- numeric(length(nb[[i]])); v[nb[[i]] == i] <- 1
    v[nb[[i]] != i] <- inverse[[i]][match(nb[[i]][nb[[i]] != i], near[[i]])]; v })
  nb2listw(nb, glist = g, style = style)
}
x <- columbus$INC
put(list(values = x, neighbours = zero(near), weights = inverse,
  B = list(gi = as.numeric(localG(x, lw)), giStar = as.numeric(localG(x, self("B"))), i = unname(localmoran(x, lw)[, 1]),
           z = unname(localmoran(x, lw)[, 4])),
  W = list(gi = as.numeric(localG(x, lww)), giStar = as.numeric(localG(x, self("W"))), i = unname(localmoran(x, lww)[, 1]),
           z = unname(localmoran(x, lww)[, 4]))), "inverse-distance.json")
