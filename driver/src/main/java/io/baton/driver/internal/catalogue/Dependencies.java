/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who uses whom: by what the catalogue knows, and by the names in the bodies of functions, of which it knows nothing. */
final class Dependencies {

    private final Map<Item, List<Item>> users = new HashMap<>();
    private final Map<Item, String> names = new HashMap<>();
    private final List<Routine> routines;

    Dependencies(List<Routine> routines) {
        this.routines = routines;
        routines.forEach(routine -> names.put(routine.item(), routine.name()));
    }

    void uses(Item user, Item used) {
        users.computeIfAbsent(used, none -> new ArrayList<>()).add(user);
    }

    void isCalled(Item item, String name) {
        names.put(item, name);
    }

    /**
     * Every name by which a text may come to one of the items that are harmful by themselves, with whose name it is.
     *
     * @param serverFunctions the same of functions of the server's own
     */
    Map<String, String> leadingTo(Collection<Item> harmful, Map<String, String> serverFunctions) {
        Map<String, String> leading = new LinkedHashMap<>(serverFunctions);
        Set<Item> reached = new HashSet<>();
        Deque<Item> next = new ArrayDeque<>(harmful);
        do {
            while (!next.isEmpty()) {
                Item item = next.poll();
                if (reached.add(item)) {
                    show(item, leading);
                    next.addAll(users.getOrDefault(item, List.of()));
                }
            }
            for (Routine routine : routines) {
                if (!reached.contains(routine.item()) && routine.mentions(leading.keySet())) {
                    next.add(routine.item());
                }
            }
        } while (!next.isEmpty());
        return leading;
    }

    private void show(Item item, Map<String, String> leading) {
        String name = names.getOrDefault(item, "");
        Set<String> shown = item.kind() == Item.Kind.FUNCTION ? routineNames(item) : item.names(name);
        shown.forEach(as -> leading.putIfAbsent(as, item.described(name)));
    }

    private Set<String> routineNames(Item item) {
        return routines.stream()
                .filter(routine -> routine.item().equals(item))
                .findFirst()
                .map(Routine::names)
                .orElseGet(() -> item.names(names.getOrDefault(item, "")));
    }
}
