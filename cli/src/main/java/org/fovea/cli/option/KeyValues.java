package org.fovea.cli.option;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.app.AppException;

/** Values of an option that is repeated, each {@code KEY=VALUE}. */
public final class KeyValues {
    private KeyValues() {}

    /**
     * Reads them; of a key that is there twice, the last one holds.
     *
     * @param option for messages, as in "--set"
     * @param form what each should look like, for messages
     * @throws AppException where one has no key
     */
    public static Map<String, String> of(String option, String form, List<String> texts) {
        Map<String, String> pairs = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw AppException.usage(option + ": '" + text + "' is not " + form);
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }
}
