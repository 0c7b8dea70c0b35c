package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** The notebook and its notes for scripts. */
public final class NotebookPart implements Site.Part {
    @Override
    public void addTo(Site site) {
        RecordLinks links = new RecordLinks(site);
        String path = site.paths().of(Topic.NOTEBOOK);
        site.page(
                path,
                "notebook.jte",
                () -> NotebookPage.of(
                        site.frame(
                                path,
                                "Notebook",
                                "Dated notes about what was seen and thought",
                                Topic.NOTEBOOK,
                                Optional.empty(),
                                List.of()),
                        links));
        site.data("notes", "notes", () -> NoteData.of(site.snapshot(), links));
    }
}
