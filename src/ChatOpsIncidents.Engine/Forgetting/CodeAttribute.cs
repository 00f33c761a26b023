namespace ChatOpsIncidents.Engine.Forgetting;

/// <summary>
/// Marks a text that is nobody's words: an id of a platform or an outside system, a digest, or a word of the product's
/// own tables on which later facts rest. It outlives a redaction. Every text that is not marked is somebody's words.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = false)]
public sealed class CodeAttribute : Attribute;
