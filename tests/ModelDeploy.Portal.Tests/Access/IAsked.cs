namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Asks for things of one kind.</summary>
internal interface IAsked
{
    /// <summary>What somebody of this standing gets of the thing there.</summary>
    Task<Gets> AskAsync(AccessRow row, Standing standing, Place place);
}
