namespace ModelDeploy.Local.Store;

/// <summary>The store cannot be opened. The message is a sentence or two for the person who starts the portal.</summary>
public sealed class LocalStoreException(string message, Exception? cause = null) : Exception(message, cause);
