package org.castellan.artifact;

/** Is told what the patrol of this replica does. Called on many threads; must not throw. */
public interface PatrolListener {

  /** How a look at a copy ended. */
  enum Look {
    SOUND,
    CORRUPT,
    MISSING,
    /** The backend did not give it. */
    UNREAD
  }

  PatrolListener NONE =
      new PatrolListener() {
        @Override
        public void looked(Look look, long bytes) {}

        @Override
        public void repaired(boolean done) {}
      };

  /**
   * A copy was looked at.
   *
   * @param bytes that were read for it
   */
  void looked(Look look, long bytes);

  /** A damaged copy was stored again from another one, or could not be. */
  void repaired(boolean done);
}
