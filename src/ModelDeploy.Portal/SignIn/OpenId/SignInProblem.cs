namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Why a sign-in by the provider came to nothing, as the page tells it.</summary>
public enum SignInProblem
{
    /// <summary>The person, or the provider, said no.</summary>
    Denied,

    /// <summary>What came back proves nothing: stale, used, or not by the rules.</summary>
    Refused,

    /// <summary>The provider cannot be reached, or does not answer as one.</summary>
    ProviderSilent,

    /// <summary>The portal's store does not take it now.</summary>
    StoreSilent,
}
