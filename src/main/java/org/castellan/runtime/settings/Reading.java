package org.castellan.runtime.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reading of all variables. Collects what is wrong and goes on with the default, so that all
 * problems are told at once.
 */
final class Reading {

  private final Function<Variable, Optional<String>> source;
  private final List<String> problems = new ArrayList<>();

  Reading(Function<Variable, Optional<String>> source) {
    this.source = source;
  }

  Optional<String> optional(Variable variable) {
    return source.apply(variable).map(String::strip).filter(value -> !value.isEmpty());
  }

  String text(Variable variable) {
    return optional(variable).orElse(variable.defaultValue());
  }

  List<String> list(Variable variable) {
    return Arrays.stream(text(variable).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  int integer(Variable variable, int least, int most) {
    return ranged(variable, Reading::integerOrNull, least, most, "a whole number");
  }

  long whole(Variable variable, long least, long most) {
    return ranged(variable, Reading::wholeOrNull, least, most, "a whole number");
  }

  Duration duration(Variable variable, Duration least, Duration most) {
    return ranged(variable, Reading::durationOrNull, least, most, "a duration as in PT30S");
  }

  <E extends Enum<E>> E choice(Variable variable, Class<E> choices) {
    String value = text(variable);
    Optional<E> chosen = constant(value, choices);
    if (chosen.isEmpty()) {
      problem(variable, value, "must be one of " + words(choices));
    }
    return chosen.or(() -> constant(variable.defaultValue(), choices)).orElseThrow();
  }

  /** Notes that a value breaks a rule. */
  void problem(Variable variable, Object value, String rule) {
    problems.add("%s is %s, but %s.".formatted(variable.environmentName(), value, rule));
  }

  /** Notes a problem whose value must not be shown. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Ends the reading. */
  void finish() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private <T extends Comparable<T>> T ranged(
      Variable variable, Function<String, @Nullable T> parse, T least, T most, String kind) {
    String given = text(variable);
    T value = parse.apply(given);
    if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      problem(variable, given, "must be %s from %s to %s".formatted(kind, least, most));
      return Optional.ofNullable(parse.apply(variable.defaultValue())).orElseThrow();
    }
    return value;
  }

  private static @Nullable Integer integerOrNull(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Long wholeOrNull(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration durationOrNull(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static <E extends Enum<E>> Optional<E> constant(String word, Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> choice.name().equalsIgnoreCase(word))
        .findFirst();
  }

  private static <E extends Enum<E>> String words(Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
