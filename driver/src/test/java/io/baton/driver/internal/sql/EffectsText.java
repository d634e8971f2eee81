/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.stream.Collectors;

/** Effects in words, for tests. */
final class EffectsText {

    private EffectsText() {}

    static String of(KnownText text) {
        return text.effects().ofStatements().stream().map(EffectsText::text).collect(Collectors.joining(", "));
    }

    private static String text(SessionEffect effect) {
        if (effect instanceof SessionEffect.Assign assign && assign.how() instanceof Restoration.RunSql run) {
            return assign.variable() + " <- " + run.sql();
        }
        if (effect instanceof SessionEffect.AssignBound assign) {
            return assign.variable() + " <- as bound";
        }
        if (effect instanceof SessionEffect.SettingBound setting) {
            return "setting " + setting.parameter();
        }
        if (effect instanceof SessionEffect.Hold hold) {
            boolean named = hold.hold().kind() != SessionHold.Kind.UNKNOWN_SETTING;
            return "hold " + hold.hold().kind() + (named ? " " + hold.hold().detail() : "");
        }
        if (effect instanceof SessionEffect.Release release) {
            return "release " + release.hold().kind() + " " + release.hold().detail();
        }
        if (effect instanceof SessionEffect.ReleaseAll all) {
            return "release all " + all.kind();
        }
        if (effect instanceof SessionEffect.Unnamed unnamed) {
            return "unnamed " + unnamed.kind();
        }
        if (effect instanceof SessionEffect.Reset reset) {
            return "reset " + reset.variable();
        }
        if (effect instanceof SessionEffect.Savepoint savepoint) {
            return "savepoint " + savepoint.name();
        }
        if (effect instanceof SessionEffect.RollbackTo back) {
            return "rollback to " + back.name();
        }
        return switch (effect.getClass().getSimpleName()) {
            case "ResetAll" -> "reset all";
            case "DiscardAll" -> "discard";
            case "Begin" -> "begin";
            case "Commit" -> "commit";
            case "Rollback" -> "rollback";
            default -> throw new IllegalArgumentException(effect.toString());
        };
    }
}
