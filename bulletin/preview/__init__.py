"""The live preview: what a writer saves is seen in the browser a blink later, and nothing that is saved ends it.

Built on `livereload`, with what it lacks mended in subclasses of ours (docs/decisions/live-preview.md). `desk` brings
together the three others: `watch` says what was saved, `worker` builds in a child process, `site` talks to browsers.
"""
