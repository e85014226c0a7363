namespace ModelDeploy.Core.Clients;

/// <summary>How keys are made.</summary>
/// <param name="ForPasswordFiles">Whether callers come past the gateway, through something that reads password files.</param>
public sealed record ClientKeyOptions(bool ForPasswordFiles);
