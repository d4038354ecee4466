/// Jobs.
queue A { retain: 7 da‸ys }
