namespace ModelDeploy.Gateway.Direct;

/// <summary>How the body of an answer ended.</summary>
public enum GatewayAnswerEnd
{
    /// <summary>It is whole.</summary>
    Whole,

    /// <summary>There was more than was asked for; the rest was not read.</summary>
    Cut,

    /// <summary>The model, or the time, broke it off.</summary>
    BrokenOff,
}
