# Knox's test by R's surveillance, as Fixtures/spacetime/knox-r.json, on the events of knox-events.json.
# Run with: Rscript spacetime_pairs.R FOLDER (R 4.2.2, surveillance 1.20.3, jsonlite), after spacetime_pairs.py.
suppressPackageStartupMessages({library(surveillance); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
sets <- fromJSON(file.path(folder, "knox-events.json"), simplifyDataFrame = FALSE)
answers <- lapply(sets, function(set) {
  ds <- dist(cbind(set$x, set$y)); dt <- dist(set$days)
  lapply(set$runs, function(run) {
    near <- as.vector(ds) <= run$distance
    test <- knox(dt = as.vector(dt), ds = as.vector(ds), eps.t = run$days, eps.s = run$distance,
                 simulate.p.value = FALSE)
    observed <- unname(test$statistic); expected <- unname(test$null.value)
    # R shuffles the pairs; the dates themselves are shuffled here, so that the variance is the one of the test.
    set.seed(1)
    shuffled <- replicate(4000, sum(near & as.vector(dist(sample(set$days))) <= run$days))
    list(observed = observed, expected = expected, nearInSpace = sum(near),
         nearInTime = sum(as.vector(dt) <= run$days),
         poissonAtLeast = ppois(observed - 1, expected, lower.tail = FALSE),
         poissonMore = unname(test$p.value), simulatedMean = mean(shuffled), simulatedVariance = var(shuffled),
         simulatedP = mean(c(observed, shuffled) >= observed))
  })
})
write(toJSON(answers, auto_unbox = TRUE, digits = 17), file.path(folder, "knox-r.json"))
