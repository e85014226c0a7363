namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>The provider cannot be used now: it is silent, or what it says is no answer. The message is a sentence for the log.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
