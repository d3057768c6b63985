"""The pages of a release for people: what the numbers mean, and how they are made. One entry: pages.write_documents."""
