package org.fovea.lab.queue;

/** Says what each step of an experiment needs. */
@FunctionalInterface
public interface StepNeeds {
    /** Needs of a step. */
    Needs of(Experiment experiment, Step step);

    /** One core each, and 2 GB where networks run. */
    static StepNeeds usual() {
        return (experiment, step) -> switch (step) {
            case BUILD, INFLATE, SCORE -> new Needs(1, 2048);
            case PACK, JUDGE -> new Needs(1, 256);
        };
    }
}
