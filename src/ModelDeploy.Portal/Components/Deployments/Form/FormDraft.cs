namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What a browser tab kept of a form that was not submitted.</summary>
/// <param name="Revision">The revision that was edited; 0 for a new deployment.</param>
/// <param name="Fields">The fields by their path, as typed. Values of secrets are never in it.</param>
/// <param name="Automatic">Whether the page came back by itself after the connection was lost, so that nobody needs to be asked.</param>
public sealed record FormDraft(long Revision, IReadOnlyDictionary<string, string> Fields, bool Automatic);
