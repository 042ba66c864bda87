"""Looking at what a build wrote: suites run by Great Expectations, their answers, their pages."""
