# Generalized linear models and their robust errors.
# Run: Rscript models.R > ../Fixtures/models/models.json   (R 4.2.2, MASS 7.3-58.2, sandwich 3.0-2, surveillance 1.20.3)
source("json.R")
suppressMessages({library(MASS); library(sandwich); library(surveillance)})
set.seed(20)
cases <- list()
add <- function(name, family, X, y, fit, offset = rep(0, length(y)), weights = rep(1, length(y)), theta = NA, lag = 3,
                robust = TRUE) {
  # A negative binomial has no dispersion beside theta; R's summary knows that for glm.nb only.
  s <- if (grepl("Negative", fit$family$family)) summary(fit, dispersion = 1) else summary(fit)
  dispersion <- s$dispersion
  hat <- rep(0, length(y))
  hat[weights > 0] <- if (length(hatvalues(fit)) < length(y)) hatvalues(fit) else hatvalues(fit)[weights > 0]
  cov <- dispersion * s$cov.unscaled
  keep <- !is.na(coef(fit))
  quasi <- grepl("quasi|gauss", fit$family$family)
  anscombe <- if (fit$family$family %in% c("poisson", "quasipoisson"))
    1.5 * (y^(2 / 3) * fitted(fit)^(-1 / 6) - sqrt(fitted(fit))) * sqrt(weights) else numeric()
  cases[[length(cases) + 1]] <<- list(
    name = name, family = family, x = column(as.vector(X)), columns = ncol(X), y = y, offset = offset,
    weights = weights, givenTheta = theta, coefficients = column(unname(coef(fit))), covariance = column(as.vector(cov)),
    fitted = unname(fitted(fit)), deviance = deviance(fit), df = df.residual(fit), dispersion = dispersion,
    theta = if (inherits(fit, "negbin")) fit$theta else theta, iterations = fit$iter, converged = fit$converged,
    hat = hat, settled = is.null(fit$th.warn), pearson = unname(residuals(fit, "pearson")),
    devianceResiduals = unname(residuals(fit, "deviance")), anscombe = column(unname(anscombe)),
    hc = if (robust) lapply(c("HC0", "HC1", "HC2", "HC3"), function(t) column(as.vector(vcovHC(fit, type = t)))) else list(),
    lag = lag,
    neweyWest = column(if (robust) as.vector(NeweyWest(fit, lag = lag, prewhite = FALSE)) else numeric()),
    neweyWestAdjusted = column(if (robust) as.vector(NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = TRUE)) else numeric()))
}
y <- as.vector(observed(disProg2sts(get(data("salmonella.agona")))))[1:200]
t <- seq_along(y)
X <- cbind(1, t, sin(2 * pi * t / 52), cos(2 * pi * t / 52))
add("salmonella", "poisson", X, y, glm(y ~ X - 1, family = poisson), lag = 4)
add("salmonella", "quasiPoisson", X, y, glm(y ~ X - 1, family = quasipoisson), lag = 8)
add("salmonella, theta 2", "negativeBinomial", X, y, glm(y ~ X - 1, family = negative.binomial(2)), theta = 2, robust = FALSE)
add("salmonella, theta by likelihood", "negativeBinomial", X, y, glm.nb(y ~ X - 1))
sea <- as.data.frame(Seatbelts)[1:96, ]
S <- cbind(1, log(sea$kms), sea$PetrolPrice, sea$law + (1:96) / 96, 1:96)
# The fourth column is the fifth over 96: one of the two cannot be told.
y <- sea$VanKilled
add("vans, a column too many", "quasiPoisson", S, y, glm(y ~ S - 1, family = quasipoisson))
add("drivers", "gaussian", S, sea$drivers, glm(sea$drivers ~ S - 1))
w <- round(runif(96, 0, 3), 2); w[5] <- 0
o <- log(sea$kms)
add("weights and offset", "quasiPoisson", S[, 1:3], y, glm(y ~ S[, 1:3] - 1, family = quasipoisson, offset = o, weights = w),
    offset = o, weights = w, robust = FALSE)
add("offset, theta by likelihood", "negativeBinomial", S[, 1:2], y, glm.nb(y ~ S[, 1:2] - 1 + offset(o)), offset = o)
q <- quine; Q <- model.matrix(~ Sex + Age + Eth + Lrn, q)
add("quine", "negativeBinomial", Q, q$Days, glm.nb(q$Days ~ Q - 1), robust = FALSE)
add("quine", "quasiPoisson", Q, q$Days, glm(q$Days ~ Q - 1, family = quasipoisson), robust = FALSE)
b <- birthwt; B <- cbind(1, b$age, b$lwt, b$smoke, b$ht)
add("low birth weight", "binomial", B, b$low, glm(b$low ~ B - 1, family = binomial))
trials <- rpois(40, 12) + 1; z <- rnorm(40); good <- rbinom(40, trials, plogis(-1 + z))
add("shares of trials", "binomial", cbind(1, z), good / trials,
    suppressWarnings(glm(good / trials ~ z, family = binomial, weights = trials)), weights = trials)
sx <- cbind(1, 1:20); sy <- as.numeric(1:20 > 10)
add("separated", "binomial", sx, sy, suppressWarnings(glm(sy ~ sx - 1, family = binomial)), robust = FALSE)
zero <- c(rep(0, 12), 3, 5, 2, 8); g <- cbind(1, rep(0:1, c(12, 4)))
add("a group with no event", "poisson", g, zero, glm(zero ~ g - 1, family = poisson), robust = FALSE)
# Powers that are nearly dependent, some of them beyond the tolerance.
u <- 1:40; U <- outer(u, 0:11, "^"); uy <- 3 + sin(u / 6) + cos(u * 7) / 4
add("powers", "gaussian", U, uy, glm(uy ~ U - 1), robust = FALSE)
V <- cbind(1, u, u + 1e-3 * sin(u), u^2 + 1e-13 * cos(u), u^2, cos(u))
add("shadows", "poisson", V, round(uy * 5), glm(round(uy * 5) ~ V - 1, family = poisson), robust = FALSE)
cat(json(list(cases = cases)))
