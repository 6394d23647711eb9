using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Budget.Architecture.Tests;

/// <summary>What the compiled code of a project refers to: its own types, type by type, and the members it calls of other assemblies.</summary>
sealed class CompiledCode : IDisposable
{
    static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    readonly PEReader file;
    readonly MetadataReader metadata;

    public CompiledCode(string project)
    {
        file = new PEReader(File.OpenRead(Assembly.Load("Budget." + project).Location));
        metadata = file.GetMetadataReader();
    }

    public void Dispose() => file.Dispose();

    /// <summary>"System.DateTime.get_UtcNow" and its like: every member of another assembly that any code names.</summary>
    public IEnumerable<string> MembersOfOthers() =>
        from handle in metadata.MemberReferences
        let member = metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
        select $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";

    /// <summary>Every arrow between types of the project. A nested type speaks for the type around it.</summary>
    public IReadOnlyList<TypeArrow> Arrows()
    {
        var arrows = new HashSet<TypeArrow>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var from = NameOf(handle);
            if (from.Namespace.Length == 0) continue;
            var used = new UsedTypes(metadata, to =>
            {
                if (NameOf(to) is { Namespace.Length: > 0 } name && name != from) arrows.Add(new(from, name));
            });
            Read(metadata.GetTypeDefinition(handle), used);
        }
        return [.. arrows];
    }

    CompiledType NameOf(TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } around) handle = around;
        var type = metadata.GetTypeDefinition(handle);
        return new(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    void Read(TypeDefinition type, UsedTypes used)
    {
        if (!type.BaseType.IsNil) used.Take(type.BaseType);
        foreach (var contract in type.GetInterfaceImplementations()) used.Take(metadata.GetInterfaceImplementation(contract).Interface);
        foreach (var field in type.GetFields()) used.Take(field);
        foreach (var method in type.GetMethods())
        {
            used.Take(method);
            if (metadata.GetMethodDefinition(method).RelativeVirtualAddress is not 0 and var address) Read(file.GetMethodBody(address), used);
        }
    }

    void Read(MethodBodyBlock body, UsedTypes used)
    {
        if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(used, used);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            if (operation == 0xFE) operation = 0xFE00 | code.ReadByte();
            switch (Operands[operation])
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    used.Take(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case var operand:
                    code.Offset += SizeOf(operand);
                    break;
            }
        }
    }

    static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

readonly record struct CompiledType(string Namespace, string Name);

readonly record struct TypeArrow(CompiledType From, CompiledType To);

/// <summary>Finds every type of the assembly itself that a token or a signature names.</summary>
sealed class UsedTypes(MetadataReader metadata, Action<TypeDefinitionHandle> found) : ISignatureTypeProvider<UsedTypes, UsedTypes>
{
    public void Take(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                found((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, this);
                break;
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                found(field.GetDeclaringType());
                field.DecodeSignature(this, this);
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                found(method.GetDeclaringType());
                method.DecodeSignature(this, this);
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Take(generic.Method);
                generic.DecodeSignature(this, this);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Take(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(this, this);
                else member.DecodeFieldSignature(this, this);
                break;
        }
    }

    public UsedTypes GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        found(handle);
        return this;
    }

    public UsedTypes GetTypeFromSpecification(MetadataReader reader, UsedTypes context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, this);

    public UsedTypes GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => this;
    public UsedTypes GetPrimitiveType(PrimitiveTypeCode typeCode) => this;
    public UsedTypes GetArrayType(UsedTypes elementType, ArrayShape shape) => this;
    public UsedTypes GetSZArrayType(UsedTypes elementType) => this;
    public UsedTypes GetByReferenceType(UsedTypes elementType) => this;
    public UsedTypes GetPointerType(UsedTypes elementType) => this;
    public UsedTypes GetPinnedType(UsedTypes elementType) => this;
    public UsedTypes GetModifiedType(UsedTypes modifier, UsedTypes unmodifiedType, bool isRequired) => this;
    public UsedTypes GetFunctionPointerType(MethodSignature<UsedTypes> signature) => this;
    public UsedTypes GetGenericInstantiation(UsedTypes genericType, ImmutableArray<UsedTypes> typeArguments) => this;
    public UsedTypes GetGenericMethodParameter(UsedTypes context, int index) => this;
    public UsedTypes GetGenericTypeParameter(UsedTypes context, int index) => this;
}
