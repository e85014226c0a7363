using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Clients;

/// <summary>A key that was just made.</summary>
/// <param name="Deployment">The deployment with it.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Text">What the client shows; it cannot be had again.</param>
public sealed record NewClientKey(Deployment Deployment, string Client, string Text)
{
    /// <summary>Names it, and never shows its text.</summary>
    public override string ToString() => $"Key of {Client}";
}
