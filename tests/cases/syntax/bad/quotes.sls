// Single quotes.
queue Jobs { name: 'jobs' }
