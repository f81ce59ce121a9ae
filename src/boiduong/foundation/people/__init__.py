"""Con người — people and the posts they hold, with dates."""
