"""Where files arrive: a folder or an object store, and the versions of files in it."""
