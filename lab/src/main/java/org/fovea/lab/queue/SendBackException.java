package org.fovea.lab.queue;


/** What an earlier step has made is gone and cannot be made again here: the experiment goes back to that step. */
final class SendBackException extends Exception {
    private static final long serialVersionUID = 1;

    private final Step step;

    SendBackException(Step step, String message) {
        super(message);
        this.step = step;
    }

    Step step() {
        return step;
    }
}
