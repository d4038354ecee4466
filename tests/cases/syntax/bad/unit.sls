// Units that there are not.
queue Jobs { retain: 2 hours, delay: 10 sec }
