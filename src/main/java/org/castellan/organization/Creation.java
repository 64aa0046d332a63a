package org.castellan.organization;

/** The outcome of asking for a new organization. */
public sealed interface Creation {

  record Created(Organization organization) implements Creation {}

  record NameTaken() implements Creation {}
}
