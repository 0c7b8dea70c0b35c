package org.fovea.site.layout;

/** The pages that the navigation leads to. */
public enum Topic {
    /** Where the lab stands. */
    FRONT("Overview", "index", true),
    /** Frames side by side. */
    EXPLORER("Explorer", "explorer", true),
    RUNS("Runs", "runs", false),
    STUDIES("Studies", "studies", false),
    CHARTS("Charts", "charts", true),
    /** What was decided and why, and what does not help. */
    DECISIONS("Decisions", "decisions", false),
    NOTEBOOK("Notebook", "notebook", false),
    /** What a script can read. */
    DATA("Data", "data", false);

    private final String title;
    private final String file;
    private final boolean ofBenchmark;

    Topic(String title, String file, boolean ofBenchmark) {
        this.title = title;
        this.file = file;
        this.ofBenchmark = ofBenchmark;
    }

    /** What the navigation calls it. */
    public String title() {
        return title;
    }

    /** Its file without what tells benchmarks apart. */
    String file() {
        return file;
    }

    /** Whether each benchmark has one. */
    public boolean ofBenchmark() {
        return ofBenchmark;
    }
}
