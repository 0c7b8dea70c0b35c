package org.fovea.fleet.run;

/** Networks and profiles whose hashes are known. */
record Known(String networks, String profile) implements Recipe.Identities {
    static final Known SAME = new Known("e", "p");

    @Override
    public String evaluators(String name) {
        return networks;
    }

    @Override
    public String profile(String name) {
        return profile;
    }
}
