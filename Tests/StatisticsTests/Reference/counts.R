# Rates, proportions, exact tests, adjusted p values, funnels and Gini.
# Run: Rscript counts.R > ../Fixtures/counts/counts.json   (R 4.2.2, epiR 2.0.57)
# PHEindicatormethods and FunnelPlotR are not packaged for Debian: their published formulas are written out here.
source("json.R")
set.seed(5)
z <- function(conf) qnorm(1 - (1 - conf) / 2)
byar <- function(x, conf) {
  n <- x + 1
  c(ifelse(x == 0, 0, x * (1 - 1 / (9 * x) - z(conf) / (3 * sqrt(x)))^3), n * (1 - 1 / (9 * n) + z(conf) / (3 * sqrt(n)))^3)
}
garwood <- function(x, conf) qchisq(c((1 - conf) / 2, 1 - (1 - conf) / 2), 2 * c(x, x + 1)) / 2
out <- list()
out$counts <- lapply(list(c(0, .95), c(1, .95), c(3, .998), c(9, .95), c(10, .95), c(65, .95), c(65, .998), c(1045, .9), c(12.5, .95)),
  function(a) list(count = a[1], confidence = a[2], byar = byar(a[1], a[2]), exact = garwood(a[1], a[2])))

# dsr of PHEindicatormethods on 19 bands of the European Standard Population 2013.
esp <- c(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000)
out$direct <- lapply(1:4, function(i) {
  pop <- round(runif(19, 500, 20000)); x <- rpois(19, pop * c(0.0004, 0.002, 0.01, 0.00002)[i])
  conf <- c(.95, .95, .998, .95)[i]; total <- sum(x)
  value <- sum(x / pop * esp) / sum(esp) * 1e5
  v <- sum(esp^2 * x / pop^2) / sum(esp)^2
  list(count = x, population = pop, standard = esp, confidence = conf, total = total, value = value,
       lower = value + sqrt(v / total) * (byar(total, conf)[1] - total) * 1e5,
       upper = value + sqrt(v / total) * (byar(total, conf)[2] - total) * 1e5)
})
out$indirect <- lapply(c(3, 40), function(o) {
  pop <- round(runif(6, 500, 5000)); rx <- rpois(6, 900); rn <- round(runif(6, 1e5, 3e5))
  e <- sum(pop * rx / rn); ci <- (if (o < 10) garwood(o, .95) else byar(o, .95)) / e
  list(observed = o, population = pop, referenceCount = rx, referencePopulation = rn, expected = e, ratio = o / e,
       lower = ci[1], upper = ci[2], rate = o / e * sum(rx) / sum(rn))
})
out$rates <- lapply(list(c(11, 800, 23, 3000), c(0, 10, 5, 12), c(7, 100, 7, 100), c(60, 51477.5, 30, 54308.7), c(300, 9, 12, 3)),
  function(a) {
    t <- poisson.test(c(a[1], a[3]), c(a[2], a[4]))
    list(first = a[1], firstPopulation = a[2], second = a[3], secondPopulation = a[4], p = t$p.value,
         ratio = unname(t$estimate), lower = t$conf.int[1], upper = t$conf.int[2])
  })
wilson <- function(x, n, conf = .95) suppressWarnings(as.numeric(prop.test(x, n, correct = FALSE, conf.level = conf)$conf.int))
wilsonc <- function(x, n) suppressWarnings({
  # R caps its correction at the distance from one half, which Newcombe does not: the roots of the corrected equation.
  f <- function(p, s) (x - n * p + s * 0.5)^2 - qnorm(.975)^2 * n * p * (1 - p)
  c(if (x == 0) 0 else uniroot(f, c(1e-12, (x - .5) / n), s = -1, tol = 1e-15)$root,
    if (x == n) 1 else uniroot(f, c((x + .5) / n, 1 - 1e-12), s = 1, tol = 1e-15)$root)
})
out$proportions <- lapply(list(c(0, 20), c(1, 29), c(15, 148), c(81, 263), c(29, 29), c(500, 1000)), function(a)
  list(count = a[1], total = a[2], wilson = wilson(a[1], a[2]), corrected = wilsonc(a[1], a[2]),
       exact = as.numeric(binom.test(a[1], a[2])$conf.int)))
out$tables <- lapply(list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 1, 29), c(55, 250, 80, 250),
                          c(22, 100, 32, 100), c(3, 2000, 14, 1500)), function(a) {
  m <- rbind(c(a[1], a[2] - a[1]), c(a[3], a[4] - a[3]))
  s <- suppressWarnings(chisq.test(m, correct = FALSE)); y <- suppressWarnings(chisq.test(m))
  e <- epiR::epi.2by2(m, method = "cohort.count")$massoc.detail
  list(cells = a, statistic = unname(s$statistic), p = s$p.value, yates = unname(y$statistic), yatesP = y$p.value,
       fisher = fisher.test(m)$p.value, risk = as.numeric(unlist(e$RR.strata.wald[1:3])),
       odds = as.numeric(unlist(e$OR.strata.wald[1:3])))
})
out$binomial <- lapply(list(c(3, 40, .2), c(0, 12, .5), c(9, 11, .3), c(150, 1000, .17), c(8, 40, .2), c(2, 1e5, 1e-4)),
  function(a) list(x = a[1], n = a[2], p = a[3], value = binom.test(a[1], a[2], a[3])$p.value))
p <- c(runif(12)^2, 0.01, 0.01, 0, 1)
out$adjust <- list(p = p, bh = p.adjust(p, "BH"), bonferroni = p.adjust(p, "bonferroni"), holm = p.adjust(p, "holm"))

# FunnelPlotR: transformed_zscore, winsorisation, phi_func, tau_func and the limits of each data type.
scatter <- function(zs, s, trim = 0.1) {
  lz <- quantile(zs, trim); uz <- quantile(zs, 1 - trim); w <- pmin(pmax(zs, lz), uz)
  n <- length(zs); phi <- sum(w^2) / n; k <- 1 / s^2
  list(phi = phi, tau2 = if (n * phi < n - 1) 0 else max(0, (n * phi - (n - 1)) / (sum(k) - sum(k^2) / sum(k))))
}
limits <- function(q, F) vapply(c(.025, .975, .001, .999), function(p) {
  r <- q(p); max(0, r - (F(r) - p) / (F(r) - F(r - 1)))
}, 0)
n <- round(exp(runif(30, 3, 8))); x <- rbinom(30, n, plogis(-1.2 + 0.35 * rnorm(30)))
theta <- sum(x) / sum(n); s <- 1 / (2 * sqrt(n)); zs <- (asin(sqrt(x / n)) - asin(sqrt(theta))) / s; sc <- scatter(zs, s)
wide <- sqrt(s^2 + sc$tau2); zz <- c(-1, 1, -1, 1) * qnorm(c(.975, .975, .999, .999))
out$funnelProportion <- list(count = x, denominator = n, target = theta, z = zs, phi = sc$phi, tau2 = sc$tau2,
  zWide = (asin(sqrt(x / n)) - asin(sqrt(theta))) / wide,
  exact = lapply(n, function(m) limits(function(p) qbinom(p, m, theta), function(k) pbinom(k, m, theta)) / m),
  wide = lapply(wide, function(w) sin(pmin(pmax(asin(sqrt(theta)) + zz * w, 0), pi / 2))^2))
e <- exp(runif(25, 0, 6)); o <- rnbinom(25, mu = e, size = 6); s <- 1 / (2 * sqrt(e)); zs <- (sqrt(o / e) - 1) / s; sc <- scatter(zs, s)
wide <- sqrt(s^2 + sc$tau2)
out$funnelRatio <- list(count = o, denominator = e, target = 1, z = zs, phi = sc$phi, tau2 = sc$tau2, zWide = (sqrt(o / e) - 1) / wide,
  exact = lapply(e, function(m) limits(function(p) qpois(p, m), function(k) ppois(k, m)) / m),
  wide = lapply(wide, function(w) pmax(1 + zz * w, 0)^2))
cells <- c(0, 0, 0, 1, 1, 2, 3, 5, 8, 20)
i <- seq_along(cells); y <- sort(cells) / sum(cells); m <- length(cells)
few <- c(rep(0, 30), 1, 1, 1, 2, 4); yf <- sort(few) / sum(few); k <- sum(few); mf <- length(few)
out$gini <- list(cells = cells, gini = (2 * sum(i * y) - m - 1) / m, pairs = sum(abs(outer(cells, cells, "-"))) / (2 * m^2 * mean(cells)),
  few = few, generalised = max(1 / k, 1 / mf) * (2 * sum(seq_along(yf) * yf) - mf - 1) - max(mf / k, 1) + 1)
cat(json(out))
