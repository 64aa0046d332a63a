package org.castellan.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the audit events are those that were sealed. */
public sealed interface Verdict {

  /**
   * They are.
   *
   * @param seals how many links the chain has
   * @param events how many sealed events are there, each as it was sealed
   * @param forgotten how many sealed events retention has deleted
   * @param unsealed how many events wait for their seal
   * @param newest the chain's end; empty when there is no link
   */
  record Intact(long seals, long events, long forgotten, long unsealed, Optional<Checkpoint> newest)
      implements Verdict {}

  /**
   * They are not.
   *
   * @param seal the first link where the chain does not hold
   * @param event the number of the first event in it that is wrong; 0 when the link itself is
   */
  record Broken(Kind kind, long seal, long event) implements Verdict {}

  /** What is wrong. */
  enum Kind {
    /** It is not what was sealed. */
    CHANGED,
    /** It was sealed and is not there. */
    MISSING,
    /** It is there and was not sealed, or was forgotten. */
    INSERTED
  }

  /**
   * An end that the chain had. Whoever keeps one outside the database can tell later that the chain
   * up to there is the same.
   *
   * @param sha256 in hexadecimal digits
   */
  record Checkpoint(long seal, String sha256) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    /** From its {@link #toString}; empty when it is none. */
    public static Optional<Checkpoint> parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      return matcher.matches()
          ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), matcher.group(2)))
          : Optional.empty();
    }

    /** The seal's number, a colon and its digest. */
    @Override
    public String toString() {
      return seal + ":" + sha256;
    }
  }
}
