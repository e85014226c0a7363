namespace ModelDeploy.Portal.Setup;

/// <summary>The portal cannot start for a reason that its operator can mend. The message is one sentence per line.</summary>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
