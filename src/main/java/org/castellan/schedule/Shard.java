package org.castellan.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a scope that has ticks and a lock of its own. A scope that is not split is its own only
 * shard, and its name is the scope's.
 *
 * @param scope the scope that is split
 * @param number from 1 to {@code count}
 * @param count how many shards the scope is split into; 1 to {@value #MOST}
 */
public record Shard(String scope, int number, int count) {

  public static final int MOST = 64;

  private static final Pattern NAME = Pattern.compile("(.+)-([0-9]{1,2})-of-([0-9]{1,2})");

  public Shard {
    if (count < 1 || count > MOST || number < 1 || number > count) {
      throw new IllegalArgumentException("there is no shard %d of %d".formatted(number, count));
    }
  }

  /** Of the name that the ledger and the lock know it by, as in {@code all-2-of-4}. */
  public static Shard of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? new Shard(
            matcher.group(1),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)))
        : new Shard(name, 1, 1);
  }

  public String name() {
    return isWhole() ? scope : "%s-%d-of-%d".formatted(scope, number, count);
  }

  /** Whether it is all of the scope. */
  public boolean isWhole() {
    return count == 1;
  }
}
