namespace ModelDeploy.Portal.Examples;

/// <summary>What an example is written in.</summary>
public enum ExampleLanguage
{
    /// <summary>A command for a POSIX shell.</summary>
    Curl,

    /// <summary>Python 3, its standard library alone.</summary>
    Python,

    /// <summary>A C# file that runs by itself.</summary>
    CSharp,

    /// <summary>JavaScript for Node 18 and browsers.</summary>
    JavaScript,
}
