// Two blocks of stages.
stages { dev: {} }
stages { prod: {} }
queue Jobs {}
