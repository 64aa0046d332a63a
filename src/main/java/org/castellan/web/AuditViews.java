package org.castellan.web;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.Verdict;
import org.castellan.audit.Verdict.Checkpoint;
import org.castellan.web.json.JsonFields;

/** How audit events look in answers, and what is found of their chain. */
final class AuditViews {

  private AuditViews() {}

  static JsonObject entry(AuditEntry entry) {
    return new JsonFields()
        .add("id", entry.id())
        .add("at", entry.at())
        .addText("organizationId", entry.event().organizationId().map(Object::toString))
        .add("actor", entry.event().actor())
        .add("action", entry.event().action())
        .add("subject", entry.event().subject())
        .add("detail", entry.event().detail())
        .add("node", entry.node())
        .addText("address", entry.address())
        .json();
  }

  static JsonObject verdict(Verdict verdict) {
    return verdict instanceof Verdict.Intact intact
        ? intact(intact)
        : broken((Verdict.Broken) verdict);
  }

  private static JsonObject intact(Verdict.Intact intact) {
    return new JsonFields()
        .add("status", "OK")
        .add("seals", intact.seals())
        .add("events", intact.events())
        .add("forgotten", intact.forgotten())
        .add("unsealed", intact.unsealed())
        .addText("checkpoint", intact.newest().map(Checkpoint::toString))
        .json();
  }

  private static JsonObject broken(Verdict.Broken broken) {
    var place =
        new JsonFields()
            .add("kind", broken.kind())
            .add("seal", broken.seal())
            .addNumber("event", Optional.of(broken.event()).filter(it -> it > 0))
            .json();
    return new JsonFields().add("status", "BROKEN").add("broken", place).json();
  }
}
