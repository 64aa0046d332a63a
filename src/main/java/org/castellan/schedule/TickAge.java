package org.castellan.schedule;

import java.time.Duration;

/**
 * How old a checker's last tick is that came to its end, on the database's clock.
 *
 * @param since how long ago the newest tick ended that is {@code DONE} or {@code CAPPED}; where
 *     none is, how long ago the first one began or was asked for; zero where there never was a
 *     tick; of a scope that is split, that of the shard where it is longest
 */
public record TickAge(String scope, Duration interval, boolean paused, Duration since) {}
