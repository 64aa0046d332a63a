package org.castellan.cli;

import org.jspecify.annotations.Nullable;

/** What the commands of one run share. The server is looked up when the first of them wants it. */
final class Session {

  private final Surroundings surroundings;
  private final Answers answers;
  private @Nullable Http http;

  Session(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.answers = new Answers(surroundings.out());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Answers answers() {
    return answers;
  }

  Http http() {
    if (http == null) {
      http = new Http(ServerAccess.of(surroundings.variables()));
    }
    return http;
  }

  Api api() {
    return new Api(http());
  }
}
