namespace ModelDeploy.Portal.Tests.Access;

/// <summary>What somebody gets.</summary>
public enum Gets
{
    /// <summary>The thing itself, or it is done.</summary>
    Sees,

    /// <summary>What was asked for, with nothing of that group in it.</summary>
    Nothing,

    /// <summary>The whole answer that something gives which does not exist.</summary>
    NotFound,

    /// <summary>Told that they may not.</summary>
    Forbidden,

    /// <summary>Asked who they are: led to the sign-in page, or 401.</summary>
    MustSignIn,

    /// <summary>400: whoever comes without the token of a form of ours.</summary>
    Refused,
}
