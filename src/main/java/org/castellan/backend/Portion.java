package org.castellan.backend;

/**
 * One of so many parts of all backends. Each backend is in exactly one of them, by a hash of its
 * id.
 *
 * @param number from 1 to {@code count}
 * @param count how many parts there are; positive
 */
public record Portion(int number, int count) {

  /** All of them. */
  public static final Portion WHOLE = new Portion(1, 1);

  /** A condition on the backend {@code b}, with the parameters of {@code bindMethods}. */
  static final String SQL =
      "abs(mod(hashtextextended(cast(b.id as text), 0), :portion.count)) = :portion.number - 1";

  public Portion {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException("there is no part %d of %d".formatted(number, count));
    }
  }
}
