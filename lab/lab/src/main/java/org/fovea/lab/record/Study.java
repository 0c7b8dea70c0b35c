package org.fovea.lab.record;

import java.time.Instant;

/**
 * A planned search.
 *
 * @param name for people; unique in a lab
 * @param benchmark key of what it runs on
 * @param plan the study file as it was written, YAML
 */
public record Study(String name, String benchmark, String plan, Author by, Instant time) implements LabRecord {
    public Study {
        Texts.required("name of the study", name);
        Texts.required("plan", plan);
        Texts.key("the benchmark", benchmark);
        time = Texts.time(time);
    }
}
