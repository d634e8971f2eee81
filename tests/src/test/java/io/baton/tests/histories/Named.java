/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens to which acknowledged writes Baton names as lost, by the numbers in their texts. */
final class Named implements AutoCloseable {

    private static final List<Pattern> WRITES = List.of(
            Pattern.compile("concat\\(elements, ',', (\\d+)\\)"),
            Pattern.compile("UPDATE register SET value = (\\d+)"),
            Pattern.compile("INSERT INTO journal \\(entry\\) VALUES \\((\\d+)\\)"));

    private final Set<Long> values = ConcurrentHashMap.newKeySet();
    private final AtomicLong untold = new AtomicLong();
    private final FailoverListener listener = this::on;

    Named() {
        FailoverEvents.add(listener);
    }

    private void on(FailoverEvent event) {
        if (event instanceof LostWrites lost) {
            lost.writes().forEach(write -> write.statements().forEach(this::add));
            untold.addAndGet(lost.notRemembered() + lost.undecided());
        }
    }

    private void add(String text) {
        for (Pattern pattern : WRITES) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                values.add(Long.valueOf(matcher.group(1)));
            }
        }
    }

    Set<Long> values() {
        return Set.copyOf(values);
    }

    /** How many are told to be neither lost nor kept. */
    long untold() {
        return untold.get();
    }

    @Override
    public void close() {
        FailoverEvents.remove(listener);
    }
}
