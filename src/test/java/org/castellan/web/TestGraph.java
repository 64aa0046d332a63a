package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Offers ready objects as CDI beans of their own types, as the producers of the WAR do. */
public final class TestGraph implements Extension {
  private final Map<Class<?>, Object> beans = new ConcurrentHashMap<>();

  <T> TestGraph with(Class<T> type, T bean) {
    beans.put(type, bean);
    return this;
  }

  void offer(@Observes AfterBeanDiscovery event) {
    beans.forEach(
        (type, bean) ->
            event
                .addBean()
                .beanClass(type)
                .addType(type)
                .scope(Dependent.class)
                .id(type.getName())
                .createWith(context -> bean));
  }
}
