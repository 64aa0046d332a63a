package org.castellan.webhook;

import java.net.URI;
import java.util.Set;

/**
 * Who is told, and what.
 *
 * @param url of the endpoint
 * @param key what the events are signed with
 * @param source what the events call this installation: a URI reference
 */
public record Subscriber(URI url, SigningKey key, String source, Set<Topic> topics) {

  public Subscriber {
    topics = Set.copyOf(topics);
  }
}
