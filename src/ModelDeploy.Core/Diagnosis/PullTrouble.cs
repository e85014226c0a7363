namespace ModelDeploy.Core.Diagnosis;

/// <summary>What kept an image from being fetched that is there and may be read.</summary>
public enum PullTrouble
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The registry does not answer, or its name is unknown.</summary>
    Unreachable,

    /// <summary>Its certificate is not trusted, or it has none.</summary>
    Tls,

    /// <summary>It was asked too often.</summary>
    RateLimit,

    /// <summary>There is no room for the image on the node.</summary>
    NoSpace,
}
